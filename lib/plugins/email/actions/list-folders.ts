import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'

export default defineAction({
  id: 'list-folders',
  version: 1,
  label: 'List folders',
  description: 'Reads the names of the folders of a mailbox.',
  synonyms: ['mailboxes', 'labels', '文件夹'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({}),
  output: z.strictObject({ folders: listOutput('Folders') }),
  async run({ mail }) {
    return { folders: await mail.folders() }
  },
})
