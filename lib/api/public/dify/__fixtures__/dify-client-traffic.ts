/**
 * Requests of the package dify-client 2.3.2, recorded on 2026-11-25; only ids were replaced by {names}.
 * `info`, `rename` and `suggested` follow Dify's reference.
 */
export const TRAFFIC = {
  chat: {
    method: 'POST',
    path: '/v1/chat-messages',
    body: { inputs: {}, query: 'hello', user: 'user-1', response_mode: 'blocking', files: null },
  },
  chatStream: {
    method: 'POST',
    path: '/v1/chat-messages',
    body: { inputs: {}, query: 'hello', user: 'user-1', response_mode: 'streaming', files: null },
  },
  chatInConversation: {
    method: 'POST',
    path: '/v1/chat-messages',
    body: {
      inputs: {},
      query: 'and now?',
      user: 'user-1',
      response_mode: 'blocking',
      files: null,
      conversation_id: '{conversation}',
    },
  },
  messages: { method: 'GET', path: '/v1/messages?user=user-1&conversation_id={conversation}', body: null },
  conversations: { method: 'GET', path: '/v1/conversations?user=user-1', body: null },
  feedback: { method: 'POST', path: '/v1/messages/{message}/feedbacks', body: { rating: 'like', user: 'user-1' } },
  rename: {
    method: 'POST',
    path: '/v1/conversations/{conversation}/name',
    body: { name: 'Greetings', user: 'user-1' },
  },
  suggested: { method: 'GET', path: '/v1/messages/{message}/suggested?user=user-1', body: null },
  deleteConversation: { method: 'DELETE', path: '/v1/conversations/{conversation}', body: { user: 'user-1' } },
  parameters: { method: 'GET', path: '/v1/parameters?user=user-1', body: null },
  info: { method: 'GET', path: '/v1/info', body: null },
  workflow: {
    method: 'POST',
    path: '/v1/workflows/run',
    body: { inputs: { topic: 'bees' }, user: 'user-1', response_mode: 'blocking' },
  },
} as const
