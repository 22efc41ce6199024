import type { Sentences } from '../sentence-book'

/** Refusals about people, workspaces, keys, governance and protection. */
export const peopleRefusals: Sentences = {
  'A workspace needs an owner. Make somebody else the owner first.': '工作区需要一位所有者。请先让他人成为所有者。',
  'Choose a key of this workspace.': '请选择此工作区的密钥。',
  'E-mail address and password do not belong together.': '邮箱与密码不匹配。',
  'Nobody has set this Patchbay up yet. Use the set-up link that npm start prints.':
    '还没有人设置此 Patchbay。请使用 npm start 显示的设置链接。',
  'Your e-mail address is not confirmed. Ask an owner to confirm it under Members, or request an open link.':
    '还没有人确认此邮箱属于你。请让所有者在“成员”中确认，或索取公开链接。',
  'This address is confirmed. Remove the member instead.': '此邮箱已确认。请改为移除该成员。',
  'This account belongs to other workspaces too. Their owners must remove it before its address can be freed.':
    '此账号还属于其他工作区。须先由其所有者移除它，才能收回邮箱。',
  'The member “{}” uses this address, and no owner has confirmed it. Confirm or free the address first.':
    '“{1}”是使用此邮箱的成员，但邮箱尚未确认。请先确认或收回该邮箱。',
  'Only a person can do that.': '只有人可以执行此操作。',
  'Please sign in first, then open the link again.': '请先登录，再打开链接。',
  'Please sign in.': '请登录。',
  'The connection {} has no address.': '连接 {1} 没有地址。',
  'The current password is not right.': '当前密码不正确。',
  'There are {} blocks. Lift some that are not needed any more.': '已有 {1} 个屏蔽。请解除不再需要的。',
  'This Patchbay has an owner already. Sign in instead.': '此 Patchbay 已有所有者。请直接登录。',
  'This account is gone.': '此账号已不存在。',
  'This invitation has been used or withdrawn, or it is too old. Ask for a new link.':
    '此邀请已被使用、撤回或过期。请索取新的链接。',
  'This invitation is for another e-mail address.': '此邀请属于另一个邮箱。',
  'This link has been used or is too old. Run "npm start -- --login" for a new one.':
    '此链接已被使用或已过期。运行 "npm start -- --login" 获取新链接。',
  'Write an IPv4 or IPv6 address, such as 203.0.113.7.': '请填写 IPv4 或 IPv6 地址，例如 203.0.113.7。',
  'You own this workspace already.': '你已拥有此工作区。',
  'Your password is not right.': '你的密码不正确。',
  'Your role in this workspace does not allow that.': '你在此工作区的角色不允许这样做。',
  'Your role in this workspace has just changed.': '你在此工作区的角色刚刚更改。',
  'Enter your name.': '请输入你的名字。',
  'Use at least 10 characters.': '请至少使用 10 个字符。',
  'This is not an e-mail address.': '这不是邮箱地址。',
}
