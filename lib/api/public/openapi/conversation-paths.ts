import 'server-only'
import { answers, jsonBody, operation, page, parameter, withRun } from './parts'

const ONE = [parameter('ConversationId'), parameter('EndUser')]
const PAGE = [parameter('Limit'), parameter('Cursor')]
const tags = ['Conversations']
const UI_STREAM = {
  description: 'The UI message stream of the AI SDK.',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
}

/** Paths of a chat app: stored conversations, and the AI SDK's chat protocol. */
export function conversationPaths() {
  return {
    '/conversations': {
      get: operation(['listConversations', 'Conversations, newest first'], page('ConversationList'), {
        parameters: [...PAGE, parameter('EndUser')],
        tags,
      }),
      post: operation(
        ['createConversation', 'Begins a conversation; runs that name it go on in it'],
        { ...answers('Conversation'), status: '201' },
        { parameters: [parameter('EndUser')], requestBody: jsonBody('ConversationRequest'), tags },
      ),
    },
    '/conversations/{conversationId}': {
      get: operation(['getConversation', 'A conversation'], answers('Conversation'), { parameters: ONE, tags }),
      delete: operation(
        ['deleteConversation', 'Deletes a conversation with all of its runs'],
        { status: '204', description: 'Deleted' },
        { parameters: ONE, tags },
      ),
    },
    '/conversations/{conversationId}/messages': {
      get: operation(
        ['listMessages', 'Lists messages, newest first; limit counts runs, each a message and its answer'],
        page('MessageList'),
        { parameters: [...ONE, ...PAGE], tags },
      ),
    },
    '/ai-sdk': {
      post: operation(['chatWithAiSdk', 'Chat endpoint for useChat of the AI SDK'], withRun(UI_STREAM), {
        parameters: [parameter('IdempotencyKey'), parameter('EndUser')],
        requestBody: jsonBody('AiSdkRequest'),
        tags: ['AI SDK'],
      }),
    },
    '/ai-sdk/{chatId}/stream': {
      get: operation(
        ['resumeAiSdk', 'Resumes the stream of an answer in progress'],
        [withRun(UI_STREAM), { status: '204', description: 'No answer is in progress.' }],
        { parameters: [parameter('ChatId'), parameter('EndUser'), parameter('LastEventId')], tags: ['AI SDK'] },
      ),
    },
  }
}
