import type { session as english } from '../en/session'
import type { Translated } from '../types'

export const session: Translated<typeof english> = {
  signInFirst: '请先登录。',
  noWorkspace: '你已不在任何工作区中。请向所有者索取新的邀请。',
  roleTooLow: '你在此工作区的角色不允许这样做。',
  accountDeleted: '此账号已不存在。',
  tokenExpired: '此链接或会话已过期。请重新开始。',
  tokenInvalid: '此链接或会话无效。',
  peopleOnly: '只有人可以执行此操作。',
  alreadySetUp: '此 Patchbay 已有所有者。请直接登录。',
  notSetUp: '还没有人设置此 Patchbay。请使用 npm start 显示的设置链接。',
  credentialsWrong: '邮箱或密码不正确。',
  currentPasswordWrong: '当前密码不正确。',
  loginLinkInvalid: '此链接已被使用或已过期。运行 "npm start -- --login" 获取新链接。',
}
