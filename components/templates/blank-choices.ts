/** Small working apps to start from. */
export const BLANK_CHOICES = [
  { id: 'blank-chat', kind: 'chat', icon: 'message-square', title: 'apps.blankChat', text: 'apps.blankChatText' },
  { id: 'blank-form', kind: 'form', icon: 'list', title: 'apps.blankForm', text: 'apps.blankFormText' },
] as const
