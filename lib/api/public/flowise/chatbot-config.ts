import 'server-only'
import type { PublicInputField } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { leadsConfig } from './flowise-leads'

const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
/** An image is base64 inside the question's JSON. */
const PICTURE_MB = 5
const DOCUMENT_MIMES = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/plain',
  'text/markdown',
  'text/html',
  'text/csv',
  'application/json',
]

/** Configuration that Flowise's widget requests before it renders. */
export function chatbotConfig(app: PublishedApp, { hears, voice }: { hears: boolean; voice: string | null }): object {
  const isChat = app.messageField !== null
  const leads = leadsConfig(app)
  return {
    starterPrompts: Object.fromEntries(app.suggestions.map((prompt, index) => [String(index), { prompt }])),
    chatFeedback: { status: isChat },
    uploads: {
      // Accepted by the app's input, or transcribed by one of its steps.
      isSpeechToTextEnabled: isChat && (app.takesRecordings || hears),
      isImageUploadAllowed: app.takesImages,
      isRAGFileUploadAllowed: false,
      imgUploadSizeAndTypes: app.takesImages ? [{ fileTypes: PICTURE_TYPES, maxUploadSize: PICTURE_MB }] : [],
      fileUploadSizeAndTypes: [],
    },
    // “Full” documents: their text is sent with the question.
    fullFileUpload: { status: app.takesDocuments, allowedUploadFileTypes: DOCUMENT_MIMES.join(',') },
    isTTSEnabled: isChat && voice !== null,
    ...(leads === null ? {} : { leads }),
    ...(!isChat ? { flowData: JSON.stringify(formFlow(app)) } : {}),
  }
}

/** The widget finds a flow's form in its start node, so a form app exposes a flow with only that. */
function formFlow({ title, description, inputFields }: PublishedApp): object {
  const inputs = {
    startInputType: 'formInput',
    formTitle: title,
    formDescription: description,
    formInputTypes: inputFields.map(toInputType),
  }
  return { nodes: [{ data: { name: 'startAgentflow', inputs } }] }
}

function toInputType({ name, label, type, options }: PublicInputField): object {
  switch (type) {
    case 'number':
    case 'boolean':
      return { name, label, type }
    case 'choice':
      return { name, label, type: 'options', addOptions: (options ?? []).map((option) => ({ option })) }
    default:
      return { name, label, type: 'string' }
  }
}
