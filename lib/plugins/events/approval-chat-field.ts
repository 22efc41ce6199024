import type { ChannelField } from './channel'

export const APPROVAL_CHAT = 'approvalChat'

/** The chat in which questions to members are asked. Only for services with buttons. */
export const approvalChatField = (placeholder: string): ChannelField => ({
  name: APPROVAL_CHAT,
  label: 'Approval chat',
  help: 'ID of the chat that gets questions for members. Everyone in it can approve and reject.',
  placeholder,
  optional: true,
})
