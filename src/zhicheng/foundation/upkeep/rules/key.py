"""Which encryption key belongs to a backup."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.upkeep.rules.manifest import Manifest, RefusedBackup


def check_key(manifest: Manifest, own: str, *, replaceable: bool, lost: bool) -> bool:
    """Whether the key in the backup is to become that of this installation.

    own: the print of the key here. replaceable: the key here was only made for this installation, and
    nothing is encrypted under it yet. lost: the administrator has said that the key is gone.

    Raises RefusedBackup with the remedy when personal data could not be read afterwards.
    """
    if manifest.key_print == own:
        return False
    if manifest.with_key and replaceable:
        return True
    if lost:
        return False
    raise RefusedBackup(_OTHER_KEY_INSIDE if manifest.with_key else _OTHER_KEY)


_OTHER_KEY = _(
    "本机的加密密钥不是备份时的密钥：恢复后个人信息、动态口令都无法解密，审计链也无法核对。"
    "请把当时另行保存的密钥设为 ZHICHENG_ENCRYPTION_KEY（或放回数据目录的 encryption-key 文件）后再恢复；"
    "密钥确已丢失的，加上 --key-lost。"
)
_OTHER_KEY_INSIDE = _(
    "备份中带有加密密钥，但本机的密钥是通过环境变量另行指定的，不能替换。"
    "请用 tar -xzOf 备份文件 encryption-key 取出密钥，设为 ZHICHENG_ENCRYPTION_KEY 后再恢复。"
)
