"""The door that granian knocks on."""

import gc
import os

# Whatever is made while the product is loaded stays: looking for garbage in it is a sixth of a start.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - loading begins here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.settings")
application = get_wsgi_application()
gc.freeze()
gc.enable()
