"""The door that granian knocks on."""

import gc
import os

# Whatever is made while the product is loaded stays: looking for garbage in it is a sixth of a start.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - loading begins here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.settings")
application = get_wsgi_application()

# What is loaded by now stays as long as the process: the collector need not walk through it with every
# page. A large page makes tens of thousands of objects, none of them a cycle, so it comes by less often.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
gc.enable()
