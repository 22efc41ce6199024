import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { readPapers } from '../read-papers'

export default defineAction({
  id: 'get-paper',
  version: 1,
  label: 'Get a paper',
  description: 'Reads title, authors and abstract of a paper by its arXiv ID.',
  synonyms: ['read', 'abstract', '读取', '摘要'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    paper: z
      .string()
      .regex(/^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/, 'Enter an arXiv ID, such as 1706.03762.')
      .meta(layout({ label: 'arXiv ID', references: true, placeholder: '1706.03762' })),
  }),
  output: z.strictObject({
    id: textOutput('arXiv ID'),
    title: textOutput('Title'),
    summary: textOutput('Abstract'),
    authors: z.array(z.string()).meta(layout({ label: 'Authors' })),
    publishedAt: textOutput('Published'),
    url: textOutput('Address'),
    pdf: textOutput('PDF'),
  }),
  async run({ http }, { paper }) {
    const [found] = readPapers((await http({ method: 'GET', url: '/api/query', query: { id_list: paper } })).text())
    if (!found || found.title === '' || found.title === 'Error')
      throw new AppError('NOT_FOUND', problem('plugins.notFound', { service: 'arXiv' }))
    return found
  },
})
