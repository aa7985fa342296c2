"""The rooms of access, in one router."""

from fastapi import APIRouter

from adapters.web.console.access.account import account
from adapters.web.console.access.audit_log import audit_log
from adapters.web.console.access.codes import codes
from adapters.web.console.access.login import login
from adapters.web.console.access.passwords import passwords
from adapters.web.console.access.staff import staff

router = APIRouter(prefix="/console", include_in_schema=False)
for _part in (login, account, passwords, codes, staff, audit_log):
    router.include_router(_part)
