import { z } from 'zod'
import { defineTrigger } from '../../events/trigger'
import { githubKinds } from '../github-fields'
import {
  addWebhook,
  deliveryOf,
  eventOf,
  githubVerification,
  placeOf,
  Repository,
  removeWebhook,
  repositoryInput,
} from '../webhook'

const Push = z.object({
  ref: z.string(),
  after: z.string(),
  compare: z.string().default(''),
  deleted: z.boolean().default(false),
  pusher: z.object({ name: z.string() }),
  commits: z.array(z.object({ id: z.string(), message: z.string() })).default([]),
  repository: Repository,
})

export default defineTrigger({
  type: 'webhook',
  id: 'push',
  label: 'Push',
  description: 'Starts when commits are pushed to a repository.',
  synonyms: ['commit', 'branch', '提交', '推送'],
  connections: githubKinds,
  input: repositoryInput,
  sample: {
    branch: 'main',
    author: 'octocat',
    repository: 'octocat/Hello-World',
    owner: 'octocat',
    repo: 'Hello-World',
    commit: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    messages: ['Fix all the bugs'],
    compare: 'https://github.com/octocat/Hello-World/compare/6113728f27ae...000000000000',
  },
  verification: githubVerification,
  read(request) {
    const parsed = Push.safeParse(request.body)
    // GitHub also reports a deleted branch as a push, without commits.
    if (eventOf(request) !== 'push' || !parsed.success || parsed.data.deleted) return []
    const { ref, after, compare, pusher, commits, repository } = parsed.data
    return [
      {
        id: deliveryOf(request),
        data: {
          branch: ref.replace(/^refs\/(?:heads|tags)\//, ''),
          author: pusher.name,
          commit: after,
          compare,
          messages: commits.map(({ message }) => message),
          ...placeOf(repository),
        },
      },
    ]
  },
  subscribe: addWebhook('push'),
  unsubscribe: removeWebhook,
})
