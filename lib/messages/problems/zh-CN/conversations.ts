import type { conversations as english } from '../en/conversations'
import type { Translated } from '../types'

export const conversations: Translated<typeof english> = {
  notChat: '此应用接受命名输入，没有对话。',
  conversationAndHistory: '对话和历史消息只能发送一个。',
  nothingToContinue: '要接续的消息没有回答：它的运行仍在进行、失败或已停止。',
  runInProgress: '此对话的一个运行仍在进行。请先取消，或等它结束。',
}
