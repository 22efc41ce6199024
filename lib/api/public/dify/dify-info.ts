import 'server-only'
import { MAX_DOCUMENT_BYTES, MAX_PICTURE_BYTES, MAX_PICTURES } from '@/lib/contracts/file-limits'
import type { PublicInputField } from '@/lib/contracts/public'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { AcceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'

export const describeApp: AppHandler = async (_call, { title, description, messageField }) =>
  jsonResponse({
    name: title,
    description,
    tags: [],
    mode: messageField === null ? 'workflow' : 'chat',
    author_name: '',
  })

/** Data for a web page around the app; legal texts belong to the page itself. */
export const describeSite: AppHandler = async (_call, { title, description, accent, widget }) =>
  jsonResponse({
    title,
    description,
    chat_color_theme: accent,
    chat_color_theme_inverted: false,
    icon_type: null,
    icon: null,
    icon_background: null,
    icon_url: null,
    copyright: null,
    privacy_policy: null,
    custom_disclaimer: null,
    default_language: widget.locale === 'page' ? 'en' : widget.locale,
    show_workflow_steps: false,
    use_icon_as_answer_icon: false,
  })

/** No tools of an app are shown. */
export const META: AppHandler = async () => jsonResponse({ tool_icons: {} })

const OFF = { enabled: false }

/** Data for the first screen of a client. */
export function describeParameters({ backend }: PublicApi): AppHandler {
  return async (_call, app) => jsonResponse(parametersOf(app, await backend.speechOf(app)))
}

function parametersOf(app: PublishedApp, { hears, voice }: { hears: boolean; voice: string | null }): object {
  return {
    opening_statement: app.greeting,
    suggested_questions: app.suggestions,
    suggested_questions_after_answer: { enabled: app.suggestions.length > 0 },
    speech_to_text: { enabled: hears },
    text_to_speech: voice === null ? OFF : { enabled: true, voice, language: '', autoPlay: 'disabled' },
    retriever_resource: { enabled: true },
    annotation_reply: OFF,
    more_like_this: OFF,
    sensitive_word_avoidance: OFF,
    // In a chat the message is the query.
    user_input_form: app.messageField === null ? app.inputFields.map(toFormItem) : [],
    file_upload: fileUpload(app),
    system_parameters: {
      file_size_limit: megabytes(MAX_DOCUMENT_BYTES),
      image_file_size_limit: megabytes(MAX_PICTURE_BYTES),
      audio_file_size_limit: megabytes(MAX_DOCUMENT_BYTES),
      video_file_size_limit: 0,
    },
  }
}

const LOCAL = ['local_file']
const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024)

/** Files accepted with a message: uploaded before, never fetched from a URL. */
function fileUpload({ takesImages, takesDocuments, takesRecordings }: AcceptedFiles): object {
  const limits = (isOn: boolean, max: number) => ({
    enabled: isOn,
    number_limits: isOn ? max : 0,
    transfer_methods: isOn ? LOCAL : [],
  })
  const kinds = [
    ...(takesImages ? ['image'] : []),
    ...(takesDocuments ? ['document'] : []),
    ...(takesRecordings ? ['audio'] : []),
  ]
  return {
    ...limits(kinds.length > 0, MAX_PICTURES),
    allowed_file_types: kinds,
    image: { ...limits(takesImages, MAX_PICTURES), detail: 'low' },
  }
}

function toFormItem({ name, label, type, required, options }: PublicInputField): object {
  const base = { label, variable: name, required, default: '' }
  switch (type) {
    case 'text':
      return { 'text-input': { ...base, max_length: MAX_API_TEXT } }
    case 'long-text':
      return { paragraph: { ...base, max_length: MAX_API_TEXT } }
    case 'choice':
      return { select: { ...base, options: options ?? [] } }
    case 'number':
      return { number: base }
    case 'boolean':
      return { checkbox: base }
    case 'file':
    case 'image':
    case 'audio': {
      const kind = type === 'file' ? 'document' : type
      return { file: { ...base, allowed_file_types: [kind], allowed_file_upload_methods: LOCAL } }
    }
    case 'json':
      return { json_object: base }
    default: {
      const unhandled: never = type
      return unhandled
    }
  }
}
