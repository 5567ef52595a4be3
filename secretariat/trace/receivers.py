"""Put the thread on top of the records that lie on it."""

from secretariat.core.thread import lies_on_thread
from secretariat.delivery.models import Deliverable
from secretariat.documents.models import Paragraph
from secretariat.organization.models import Unit
from secretariat.plans.models import Activity
from secretariat.trace import stations

lies_on_thread(Paragraph, stations.of_paragraph)
lies_on_thread(Activity, stations.of_activity)
lies_on_thread(Deliverable, stations.of_deliverable)
lies_on_thread(Unit, stations.of_unit)
