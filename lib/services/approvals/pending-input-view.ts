import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Actor } from '@/lib/auth/actor'
import { hasRole } from '@/lib/auth/actor'
import type { AnswerFieldView, PendingInputSummary, PendingInputView } from '@/lib/contracts/pending-inputs'
import { plainMarkdown } from '@/lib/core/plain-markdown'
import type { Database } from '@/lib/db/database'
import { members, users } from '@/lib/db/schema/auth'
import type { AnswerField, ApprovalRequest } from '@/lib/engine/pauses/pause'
import type { FoundPendingInput } from './find-pending-input'
import { isForNamedPeople, mayAnswer } from './may-answer'

const MAX_ABOUT = 160

export function toPendingInputSummary({
  wait,
  request,
  answer,
  appName,
  runStatus,
}: FoundPendingInput): PendingInputSummary {
  return {
    id: wait.id,
    status: wait.status,
    title: request.title,
    about: aboutOf(request),
    app: { id: wait.appId, name: appName },
    run: { id: wait.runId, status: runStatus },
    nodeLabel: wait.nodeLabel,
    path: wait.path.split('/'),
    key: wait.key,
    createdAt: wait.createdAt.toISOString(),
    dueAt: wait.dueAt?.toISOString() ?? null,
    onDue: request.onDue,
    answer,
  }
}

function aboutOf({ context, message }: Pick<ApprovalRequest, 'context' | 'message'>): string {
  const value = typeof context === 'string' ? plain(context) : context === null ? '' : JSON.stringify(context)
  return `${value} ${plain(message)}`.replace(/\s+/g, ' ').trim().slice(0, MAX_ABOUT)
}

/** The beginning of text of any length, for a single line. */
const plain = (text: string): string => plainMarkdown(text.slice(0, 4 * MAX_ABOUT))

export async function toPendingInputView(
  db: Database,
  actor: Actor,
  found: FoundPendingInput,
): Promise<PendingInputView> {
  const { wait, request } = found
  const may = mayAnswer(actor, request, found.startedBy)
  return {
    ...toPendingInputSummary(found),
    message: request.message,
    context: request.context,
    fields: toFieldViews(request.fields),
    assignees: {
      users: await namesOf(db, wait.workspaceId, request.assignees.userIds),
      roles: request.assignees.roles,
    },
    needsSecondPerson: request.needsSecondPerson,
    run: {
      id: wait.runId,
      status: found.runStatus,
      preview: found.runPreview,
      origin: found.runOrigin,
      startedBy: found.starterName,
    },
    mayAnswer: may,
    mayShareLink: wait.status === 'waiting' && !isForNamedPeople(request) && hasRole(actor, 'runner'),
  }
}

export function toFieldViews(fields: readonly AnswerField[]): AnswerFieldView[] {
  return fields.map(({ name, label, type, required, options }) => ({
    name,
    label: label || name,
    type,
    required,
    ...(options === undefined ? {} : { options }),
  }))
}

/** Names of the users who are still members. */
async function namesOf(db: Database, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.userId, [...ids])))
}
