import type { parameters as english } from '../en/parameters'
import type { Translated } from '../types'

export const parameters: Translated<typeof english> = {
  userAndLimit: '允许的参数：user 和 limit（1 到 100）。',
  difyConversations: '允许的参数：user、last_id 和 limit（1 到 100）。最新的对话排在最前。',
  difyMessages: '允许的参数：user、conversation_id、first_id 和 limit（1 到 100）。',
  keywordPage: '允许的参数：keyword、page 和 limit（1 到 100）。',
  userRequired: '必需的参数：user。',
  userNotText: 'user 必须是文本。',
  workflowLogs:
    '允许的参数：keyword、status（succeeded、failed、stopped）、created_at__after 和 created_at__before（ISO 8601）、created_by_end_user_session_id、page 和 limit（1 到 100）。',
  flowiseFile: '必需的参数：chatflowId、chatId 和 fileName。',
  statusAndAfter: '允许的参数：status 和 after。',
  rowFormat: 'format 必须是 csv 或 jsonl。',
  approvals: '允许的参数：status（waiting 或 ended）、limit 和 cursor。',
  limitAndCursor: '允许的参数：limit（1 到 200）和 cursor。',
  conversationItems: '允许的参数：limit（1 到 100）、after 和 order=desc。最新的条目排在最前。',
  openaiFiles: '允许的参数：purpose、limit 和 after。',
  inputItems: '允许的参数：limit（1 到 100）、order（asc 或 desc）和 after。',
}
