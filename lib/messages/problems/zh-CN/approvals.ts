import type { approvals as english } from '../en/approvals'
import type { Translated } from '../types'

export const approvals: Translated<typeof english> = {
  timeout: '没有人及时回答。',
  linkInvalid: '此链接无效或已失效。请向发送者索取新的。',
  notAccepted: '回答未被接受。请重试。',
  runStopped: '在有人回答之前运行已停止，不再需要决定。',
  tooLate: '回答时间已过。',
  notForKeys: '只有特定的人可以回答，因此 API 密钥不行：密钥只能回答没有指定人且不需要第二个人的问题。',
  signInToAnswer: '只有特定的人可以回答。请登录后在收件箱中回答。',
  notNeeded: '这已不需要回答。',
  noLink: '只有特定的人可以回答，因此没有链接：他们在收件箱中回答。',
  missing: '没有这个请求。',
  forOthers: '此请求已指定给其他人。',
  secondPerson: '此运行由你启动，因此须由他人回答。',
}
