import 'server-only'
import type { PublicInputField } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/runs/public-backend-types'

/** What Flowise's widget asks before it draws itself. */
export function chatbotConfig(app: PublishedApp): object {
  return {
    starterPrompts: Object.fromEntries(app.suggestions.map((prompt, index) => [String(index), { prompt }])),
    chatFeedback: { status: app.messageField !== null },
    uploads: {
      isSpeechToTextEnabled: false,
      isImageUploadAllowed: false,
      isRAGFileUploadAllowed: false,
      imgUploadSizeAndTypes: [],
      fileUploadSizeAndTypes: [],
    },
    ...(app.messageField === null ? { flowData: JSON.stringify(formFlow(app)) } : {}),
  }
}

/** The widget finds the form of a flow in its start node, so a form app shows one that has nothing else in it. */
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
