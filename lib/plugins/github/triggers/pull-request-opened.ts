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

const PullRequest = z.object({
  action: z.string(),
  pull_request: z.object({
    id: z.number(),
    number: z.number(),
    title: z.string(),
    body: z.string().nullable().default(null),
    html_url: z.string(),
    user: z.object({ login: z.string() }).nullable().default(null),
    head: z.object({ ref: z.string() }),
    base: z.object({ ref: z.string() }),
    draft: z.boolean().default(false),
  }),
  repository: Repository,
})

export default defineTrigger({
  type: 'webhook',
  id: 'pull-request-opened',
  label: 'Pull request opened',
  description: 'Starts when somebody opens a pull request in a repository.',
  synonyms: ['pr', 'review', 'merge', '拉取请求'],
  connections: githubKinds,
  input: repositoryInput,
  sample: {
    number: 2,
    title: 'Update the README file.',
    body: 'This is a simple change.',
    author: 'octocat',
    head: 'changes',
    base: 'main',
    isDraft: false,
    repository: 'octocat/Hello-World',
    owner: 'octocat',
    repo: 'Hello-World',
    url: 'https://github.com/octocat/Hello-World/pull/2',
  },
  verification: githubVerification,
  read(request) {
    const parsed = PullRequest.safeParse(request.body)
    if (eventOf(request) !== 'pull_request' || !parsed.success || parsed.data.action !== 'opened') return []
    const { pull_request: pull, repository } = parsed.data
    const { number, title, body, html_url: url, user, head, base, draft } = pull
    return [
      {
        id: String(pull.id),
        data: {
          number,
          title,
          body: body ?? '',
          author: user?.login ?? '',
          url,
          head: head.ref,
          base: base.ref,
          isDraft: draft,
          ...placeOf(repository),
        },
      },
    ]
  },
  subscribe: addWebhook('pull_request'),
  unsubscribe: removeWebhook,
})
