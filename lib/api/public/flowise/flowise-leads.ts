import 'server-only'
import { z } from 'zod'
import type { LeadField } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { visitorOfChat } from '@/lib/runs/conversations/visitor-of-chat'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiHandler, addressOf, jsonResponse } from '../public-handler'
import { readCompatibleBody } from '../shared/requests/read-body'
import { endUserOfCall, type FlowiseHandler, forApp, pageOf } from './flowise-app'
import { ChatId } from './flowise-body'

const MAX_BYTES = 16 * 1024
const Value = z.string().max(2_000).optional()
const Lead = z.strictObject({
  chatflowid: z.string().max(200),
  chatId: ChatId,
  name: Value,
  email: Value,
  phone: Value,
})

type Known = 'name' | 'email' | 'phone'
const KNOWN: Partial<Record<LeadField['type'], Known>> = { text: 'name', email: 'email', phone: 'phone' }

/**
 * Contact form for Flowise's widget, which knows three fields, all of them mandatory, shows the form
 * before the chat and supports no checkboxes. Null if the owner's form needs more than that.
 */
export function leadsConfig({ widget: { lead } }: PublishedApp): object | null {
  const fields = lead.fields.filter(({ required }) => required)
  const kinds = fields.map(({ type }) => KNOWN[type])
  const isFlowiseForm = kinds.length > 0 && !kinds.includes(undefined) && new Set(kinds).size === kinds.length
  if (lead.when !== 'before' || lead.consent !== '' || !isFlowiseForm) return null
  const requests = (kind: Known) => kinds.includes(kind)
  const requestedFields = { name: requests('name'), email: requests('email'), phone: requests('phone') }
  return { status: true, ...(lead.title === '' ? {} : { title: lead.title }), ...requestedFields }
}

/** A visitor's contact data, stored and delivered like that of our own widget. */
export function leaveLead(api: PublicApi): ApiHandler {
  return async (call) => {
    const { body: lead } = await readCompatibleBody(call, Lead, MAX_BYTES)
    const { chatflowid, chatId } = lead
    const work: FlowiseHandler = async (_call, caller) => {
      const { app } = caller
      await api.limiter.addresses.take(`request:${addressOf(api, call)}`)
      await api.limiter.apps.take(`request:${app.appId}`)
      if (leadsConfig(app) === null) throw new AppError('NOT_FOUND', problem('publicApi.notOffered'))
      const endUser = endUserOfCall(call, caller, chatId) ?? visitorOfChat(chatId)
      const body = { values: valuesOf(app, lead), consent: false }
      await api.backend.leaveLead({ app, endUser, origin: pageOf(call.request) ?? '', body })
      const { name = '', email = '', phone = '' } = lead
      return jsonResponse({ chatflowid: app.slug, chatId, name, email, phone })
    }
    return forApp(api, call, { slug: chatflowid, work })
  }
}

/** The contact data under the field names of the owner's form. */
function valuesOf({ widget: { lead } }: PublishedApp, body: z.infer<typeof Lead>): Record<string, string> {
  const entries = lead.fields.flatMap(({ name, type, required }): [string, string][] => {
    const kind = KNOWN[type]
    return required && kind ? [[name, body[kind] ?? '']] : []
  })
  return Object.fromEntries(entries)
}
