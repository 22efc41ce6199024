import type { people as english } from '../en/people'
import type { Translated } from '../types'

export const people: Translated<typeof english> = {
  signInForInvitation: '请先登录，再打开链接。',
  invitationForOther: '此邀请属于另一个邮箱。',
  addressUnconfirmed: '还没有人确认此邮箱属于你。请让所有者在“成员”中确认，或索取公开链接。',
  invitationInvalid: '此邀请已被使用、撤回或过期。请索取新的链接。',
  addressConfirmed: '此邮箱已确认。请改为移除该成员。',
  addressInOtherWorkspaces: '此账号还属于其他工作区。须先由其所有者移除它，才能收回邮箱。',
  addressOfMember: '“{name}”是使用此邮箱的成员，但邮箱尚未确认。请先确认或收回该邮箱。',
  passwordWrong: '你的密码不正确。',
  alreadyOwner: '你已拥有此工作区。',
  roleChanged: '你在此工作区的角色刚刚更改。',
  ownerRequired: '工作区需要一位所有者。请先让他人成为所有者。',
  accountNotCreated: '无法创建此账号。如果你已有账号，请登录后再次打开链接。',
}
