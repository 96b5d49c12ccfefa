from madoguchi.engines.webhooks.models.attempt import Attempt
from madoguchi.engines.webhooks.models.hook import Hook, Why
from madoguchi.engines.webhooks.models.sending import Sending

__all__ = ["Attempt", "Hook", "Sending", "Why"]
