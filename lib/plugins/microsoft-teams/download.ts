import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { botErrors, botFailure } from './bot-messages'

/** Downloads a picture of a message with the token of the bot. */
export const download = defineAction({
  id: 'download',
  version: 1,
  label: 'Download',
  description: 'Downloads a picture of a message.',
  connections: ['bot'],
  effect: 'read',
  input: z.strictObject({ url: z.string().meta(layout({ label: 'Address' })) }),
  output: z.strictObject({}),
  async run({ http, files }, { url }) {
    const { bytes, headers } = await http({ method: 'GET', url, isFile: true })
    await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'picture' })
    return {}
  },
  failure: botFailure,
  errors: botErrors,
})
