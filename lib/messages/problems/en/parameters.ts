export const parameters = {
  userAndLimit: 'Allowed parameters: user and limit (1 to 100).',
  difyConversations: 'Allowed parameters: user, last_id and limit (1 to 100). Conversations are listed newest first.',
  difyMessages: 'Allowed parameters: user, conversation_id, first_id and limit (1 to 100).',
  keywordPage: 'Allowed parameters: keyword, page and limit (1 to 100).',
  userRequired: 'Required parameter: user.',
  userNotText: 'user must be text.',
  workflowLogs:
    'Allowed parameters: keyword, status (succeeded, failed, stopped), created_at__after and created_at__before (ISO 8601), created_by_end_user_session_id, page and limit (1 to 100).',
  flowiseFile: 'Required parameters: chatflowId, chatId and fileName.',
  statusAndAfter: 'Allowed parameters: status and after.',
  rowFormat: 'format must be csv or jsonl.',
  approvals: 'Allowed parameters: status (waiting or ended), limit and cursor.',
  limitAndCursor: 'Allowed parameters: limit (1 to 200) and cursor.',
  conversationItems: 'Allowed parameters: limit (1 to 100), after and order=desc. Items are listed newest first.',
  openaiFiles: 'Allowed parameters: purpose, limit and after.',
  inputItems: 'Allowed parameters: limit (1 to 100), order (asc or desc) and after.',
} as const
