"""The door for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from secretariat.operations.supervision import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings.production")

application = get_wsgi_application()
end_with_parent()

# What is loaded by now stays as long as the process: looking through it for garbage costs requests up to a tenth.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
