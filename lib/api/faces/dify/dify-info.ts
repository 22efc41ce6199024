import 'server-only'
import type { PublicInputField } from '@/lib/contracts/public'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { jsonResponse } from '../face-handler'
import type { AppHandler } from '../keyed-app'

export const describeApp: AppHandler = async (_face, { title, description, messageField }) =>
  jsonResponse({
    name: title,
    description,
    tags: [],
    mode: messageField === null ? 'workflow' : 'chat',
    author_name: '',
  })

/** No tool of an app shows. */
export const META: AppHandler = async () => jsonResponse({ tool_icons: {} })

const OFF = { enabled: false }

/** What a client needs to draw the app's first screen. */
export const describeParameters: AppHandler = async (_face, app) =>
  jsonResponse({
    opening_statement: app.greeting,
    suggested_questions: app.suggestions,
    suggested_questions_after_answer: OFF,
    speech_to_text: OFF,
    text_to_speech: OFF,
    retriever_resource: { enabled: true },
    annotation_reply: OFF,
    more_like_this: OFF,
    sensitive_word_avoidance: OFF,
    // A chat's message is the query.
    user_input_form: app.messageField === null ? app.inputFields.map(toFormItem) : [],
    file_upload: { image: { ...OFF, number_limits: 0, detail: 'low', transfer_methods: [] } },
    system_parameters: {
      file_size_limit: 0,
      image_file_size_limit: 0,
      audio_file_size_limit: 0,
      video_file_size_limit: 0,
    },
  })

function toFormItem({ name, label, type, required, options }: PublicInputField): object {
  const about = { label, variable: name, required, default: '' }
  switch (type) {
    case 'text':
      return { 'text-input': { ...about, max_length: MAX_API_TEXT } }
    case 'long-text':
      return { paragraph: { ...about, max_length: MAX_API_TEXT } }
    case 'choice':
      return { select: { ...about, options: options ?? [] } }
    case 'number':
      return { number: about }
    case 'boolean':
      return { checkbox: about }
    // Uploads are not there in this face: an id from Patchbay's own files is.
    case 'file':
    case 'image':
    case 'audio':
      return { 'text-input': { ...about, max_length: 36 } }
    case 'json':
      return { json_object: about }
    default: {
      const unhandled: never = type
      return unhandled
    }
  }
}
