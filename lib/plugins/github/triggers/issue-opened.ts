import { z } from 'zod'
import { defineTrigger } from '../../events/trigger'
import { githubKinds } from '../github-fields'
import {
  addWebhook,
  eventOf,
  githubVerification,
  placeOf,
  Repository,
  removeWebhook,
  repositoryInput,
} from '../webhook'

const Issue = z.object({
  action: z.string(),
  issue: z.object({
    id: z.number(),
    number: z.number(),
    title: z.string(),
    body: z.string().nullable().default(null),
    html_url: z.string(),
    user: z.object({ login: z.string() }).nullable().default(null),
    labels: z.array(z.object({ name: z.string() })).default([]),
    created_at: z.string(),
  }),
  repository: Repository,
})

export default defineTrigger({
  type: 'webhook',
  id: 'issue-opened',
  label: 'Issue opened',
  description: 'Starts when somebody opens an issue in a repository.',
  synonyms: ['issue', 'bug', 'ticket', '问题'],
  connections: githubKinds,
  input: repositoryInput,
  sample: {
    number: 1347,
    title: 'Found a bug',
    body: 'I am having a problem with this.',
    author: 'octocat',
    labels: ['bug'],
    url: 'https://github.com/octocat/Hello-World/issues/1347',
    repository: 'octocat/Hello-World',
    owner: 'octocat',
    repo: 'Hello-World',
    createdAt: '2026-04-22T13:33:48Z',
  },
  verification: githubVerification,
  read(request) {
    const parsed = Issue.safeParse(request.body)
    if (eventOf(request) !== 'issues' || !parsed.success || parsed.data.action !== 'opened') return []
    const { issue, repository } = parsed.data
    const { number, title, body, html_url: url, user, labels, created_at: createdAt } = issue
    return [
      {
        id: String(issue.id),
        data: {
          number,
          title,
          body: body ?? '',
          author: user?.login ?? '',
          url,
          createdAt,
          labels: labels.map(({ name }) => name),
          ...placeOf(repository),
        },
      },
    ]
  },
  subscribe: addWebhook('issues'),
  unsubscribe: removeWebhook,
})
