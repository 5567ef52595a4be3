"""Keep duties when the documents of a deliverable have gone out."""

from secretariat.correspondence.services import tell_when_done
from secretariat.delivery.services.documents import keep_duty

tell_when_done(keep_duty)
