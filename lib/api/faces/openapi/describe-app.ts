import 'server-only'
import { AiSdkBody } from '@/lib/contracts/ai-sdk'
import {
  CreateConversationBody,
  PublicConversation,
  PublicConversationList,
  PublicMessageList,
} from '@/lib/contracts/conversations'
import { FeedbackBody, PublicFeedback } from '@/lib/contracts/feedback'
import {
  AcceptedRun,
  PublicAnswerBody,
  PublicApprovalList,
  PublicEvent,
  PublicProblem,
  PublicRun,
} from '@/lib/contracts/public'
import { PublicFile, PublicFileList } from '@/lib/contracts/public-files'
import { Done } from '@/lib/contracts/shared'
import { AnswerResult } from '@/lib/contracts/waits'
import { fileInputsOf } from '@/lib/runs/input-fields'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { OpenAiRequest } from '../openai-request'
import { ResponsesRequest } from '../openai-responses-request'
import { conversationPaths } from './conversation-paths'
import { filePaths } from './file-paths'
import { inputSchemas } from './input-schemas'
import { OPENAI_ERROR, openAiPaths } from './openai-paths'
import { HEADERS, PARAMETERS, PROBLEM_RESPONSE } from './parts'
import { runPaths } from './run-paths'
import { ANY_JSON, schemaOf } from './schema-of'

/** An OpenAPI 3.1 document of one app, with its own inputs, made of the schemas that check what is sent. */
export function describeApp(app: PublishedApp, appUrl: string) {
  const isChat = app.messageField !== null
  const hasFiles = isChat || fileInputsOf(app).length > 0
  const paths = {
    ...runPaths(),
    ...(hasFiles ? filePaths() : {}),
    ...(isChat ? { ...conversationPaths(), ...openAiPaths(appUrl) } : {}),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: app.title,
      ...(app.description ? { description: app.description } : {}),
      version: String(app.versionNumber),
    },
    servers: [{ url: `${appUrl}/api/v1/apps/${app.slug}` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      parameters: namedIn(paths, PARAMETERS),
      headers: HEADERS,
      responses: { Problem: PROBLEM_RESPONSE },
      schemas: {
        ...inputSchemas(app),
        ...sharedSchemas(),
        ...(hasFiles ? { File: schemaOf(PublicFile), FileList: schemaOf(PublicFileList) } : {}),
        ...(isChat ? chatSchemas() : {}),
      },
    },
  }
}

/** A form has fewer ways in, and names fewer parameters. */
function namedIn(paths: object, parameters: typeof PARAMETERS): Partial<typeof PARAMETERS> {
  const text = JSON.stringify(paths)
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => text.includes(`#/components/parameters/${name}"`)),
  )
}

function sharedSchemas() {
  return {
    Json: ANY_JSON,
    Run: schemaOf(PublicRun),
    AcceptedRun: schemaOf(AcceptedRun),
    Event: schemaOf(PublicEvent),
    Done: schemaOf(Done),
    FeedbackRequest: schemaOf(FeedbackBody, 'input'),
    Feedback: schemaOf(PublicFeedback),
    ApprovalList: schemaOf(PublicApprovalList),
    Answer: schemaOf(PublicAnswerBody, 'input'),
    AnswerResult: schemaOf(AnswerResult),
    Problem: schemaOf(PublicProblem),
  }
}

function chatSchemas() {
  return {
    Conversation: schemaOf(PublicConversation),
    ConversationRequest: schemaOf(CreateConversationBody, 'input'),
    ConversationList: schemaOf(PublicConversationList),
    MessageList: schemaOf(PublicMessageList),
    AiSdkRequest: schemaOf(AiSdkBody, 'input'),
    ChatCompletionRequest: schemaOf(OpenAiRequest, 'input'),
    ResponseRequest: schemaOf(ResponsesRequest, 'input'),
    OpenAiError: OPENAI_ERROR,
  }
}
