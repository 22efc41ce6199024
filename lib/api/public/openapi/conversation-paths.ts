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
      get: operation(['listConversations', 'List conversations', 'Newest first.'], page('ConversationList'), {
        parameters: [...PAGE, parameter('EndUser')],
        tags,
      }),
      post: operation(
        ['createConversation', 'Create a conversation', 'Runs that name it continue it.'],
        { ...answers('Conversation'), status: '201' },
        { parameters: [parameter('EndUser')], requestBody: jsonBody('ConversationRequest'), tags },
      ),
    },
    '/conversations/{conversationId}': {
      get: operation(['getConversation', 'Get a conversation'], answers('Conversation'), { parameters: ONE, tags }),
      delete: operation(
        ['deleteConversation', 'Delete a conversation', 'Deletes all of its runs, too.'],
        { status: '204', description: 'Deleted' },
        { parameters: ONE, tags },
      ),
    },
    '/conversations/{conversationId}/messages': {
      get: operation(
        [
          'listMessages',
          'List messages',
          'Newest first. `limit` counts runs, each of which is a message and its answer.',
        ],
        page('MessageList'),
        { parameters: [...ONE, ...PAGE], tags },
      ),
    },
    '/ai-sdk': {
      post: operation(['chatWithAiSdk', 'Chat with the AI SDK', 'The endpoint for `useChat`.'], withRun(UI_STREAM), {
        parameters: [parameter('IdempotencyKey'), parameter('EndUser')],
        requestBody: jsonBody('AiSdkRequest'),
        tags: ['AI SDK'],
      }),
    },
    '/ai-sdk/{chatId}/stream': {
      get: operation(
        ['resumeAiSdk', 'Resume an AI SDK stream', 'Continues the stream of an answer in progress.'],
        [withRun(UI_STREAM), { status: '204', description: 'No answer is in progress.' }],
        { parameters: [parameter('ChatId'), parameter('EndUser'), parameter('LastEventId')], tags: ['AI SDK'] },
      ),
    },
  }
}
