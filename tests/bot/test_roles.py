import pytest

from bot.roles import Permission, Role, may

MAY = {
    Role.COUNSELOR: "look-up answer own",
    Role.EDITOR: "look-up learn edit own",
    Role.MANAGER: "look-up answer assign learn export audit own",
    Role.ADMIN: "look-up answer assign learn export edit audit staff own",
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_has_its_permissions(role, permission):
    assert may(role, permission) is (permission.value in MAY[role].split())
