from madoguchi.engines.messages.models.delivery import Delivery, State
from madoguchi.engines.messages.models.letter_return import LetterReturn
from madoguchi.engines.messages.models.message import Message
from madoguchi.engines.messages.models.notice import Notice
from madoguchi.engines.messages.models.outbox import OutboxMail
from madoguchi.engines.messages.models.print_batch import PrintBatch
from madoguchi.engines.messages.models.print_job import PrintJob

__all__ = ["Delivery", "LetterReturn", "Message", "Notice", "OutboxMail", "PrintBatch", "PrintJob", "State"]
