"""What the log keeps of a request that was refused."""

import logging

_OUR_FAULT = 500


class Brief(logging.Filter):
    """Refusals (403, 404 …) are one line each: their tracebacks would bury those of real faults."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", _OUR_FAULT) < _OUR_FAULT:
            record.exc_info = record.exc_text = None
        return True
