import 'server-only'
import { AiSdkBody } from '@/lib/contracts/ai-sdk'
import {
  CreateConversationBody,
  PublicConversation,
  PublicConversationList,
  PublicMessageList,
} from '@/lib/contracts/conversations'
import { FeedbackBody, PublicFeedback } from '@/lib/contracts/feedback'
import { AnswerResult } from '@/lib/contracts/pending-inputs'
import {
  AcceptedRun,
  DeletedConnections,
  DeletedMemories,
  MemoryConsentBody,
  OwnMemories,
  PublicAnswerBody,
  PublicApprovalList,
  PublicEvent,
  PublicPassage,
  PublicProblem,
  PublicRun,
} from '@/lib/contracts/public'
import { PublicFile, PublicFileList } from '@/lib/contracts/public-files'
import { Done } from '@/lib/contracts/shared'
import { fileInputsOf } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { conversationPaths } from './conversation-paths'
import { openAiDocumentUrl } from './describe-openai'
import { filePaths } from './file-paths'
import { inputSchemas } from './input-schemas'
import { HEADERS, PROBLEM_RESPONSE, parametersOf } from './parts'
import { runPaths } from './run-paths'
import { ANY_JSON, schemaOf } from './schema-of'

export type DescribedApp = Pick<
  PublishedApp,
  | 'slug'
  | 'title'
  | 'description'
  | 'versionNumber'
  | 'kind'
  | 'messageField'
  | 'inputFields'
  | 'takesImages'
  | 'takesDocuments'
  | 'takesRecordings'
>

/** An OpenAPI 3.1 document of one app with its own inputs, generated from the validation schemas. */
export function describeApp(app: DescribedApp, appUrl: string) {
  const isChat = app.messageField !== null
  const hasFiles = isChat || fileInputsOf(app).length > 0
  const paths = {
    ...runPaths(),
    ...(hasFiles ? filePaths() : {}),
    ...(isChat ? conversationPaths() : {}),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: app.title,
      ...(app.description ? { description: app.description } : {}),
      version: String(app.versionNumber),
    },
    ...(isChat
      ? { externalDocs: { description: 'The OpenAI-compatible API as OpenAPI', url: openAiDocumentUrl(appUrl) } }
      : {}),
    servers: [{ url: `${appUrl}/api/v1/apps/${app.slug}` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      parameters: parametersOf(paths),
      headers: HEADERS,
      responses: { Problem: PROBLEM_RESPONSE },
      schemas: {
        ...inputSchemas(app),
        ...sharedSchemas(),
        ...(hasFiles ? { StoredFile: schemaOf(PublicFile), FileList: schemaOf(PublicFileList) } : {}),
        ...(isChat ? chatSchemas() : {}),
      },
    },
  }
}

function sharedSchemas() {
  return {
    Json: ANY_JSON,
    Run: schemaOf(PublicRun),
    AcceptedRun: schemaOf(AcceptedRun),
    Event: schemaOf(PublicEvent),
    Passage: schemaOf(PublicPassage),
    Done: schemaOf(Done),
    FeedbackRequest: schemaOf(FeedbackBody, 'input'),
    Feedback: schemaOf(PublicFeedback),
    ApprovalList: schemaOf(PublicApprovalList),
    Answer: schemaOf(PublicAnswerBody, 'input'),
    AnswerResult: schemaOf(AnswerResult),
    DeletedConnections: schemaOf(DeletedConnections),
    DeletedMemories: schemaOf(DeletedMemories),
    MemoryConsent: schemaOf(MemoryConsentBody),
    Memories: schemaOf(OwnMemories),
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
  }
}
