import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const githubKinds = ['token', 'oauth', 'app'] as const

export const ownerField = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,39}$/, 'Enter the owner of the repository, such as octocat.')
  .meta(layout({ label: 'Owner', references: true, filledBy: 'author', placeholder: 'octocat' }))

export const repoField = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'Enter the name of the repository without its owner.')
  .meta(layout({ label: 'Repository', references: true, filledBy: 'author', placeholder: 'hello-world' }))

export const numberField = z
  .number()
  .int()
  .min(1)
  .meta(layout({ label: 'Number', input: 'number', references: true }))

/** Properties of an issue or a pull request in lists. */
export const issueItem = {
  number: '/number',
  title: '/title',
  state: '/state',
  author: '/user/login',
  body: '/body',
  url: '/html_url',
  createdAt: '/created_at',
  updatedAt: '/updated_at',
} as const
