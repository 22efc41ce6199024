import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceFacts } from './action-request'

/** A part of a host name; a value with a dot, slash or `@` would select another server. */
const LABEL = /^[a-z0-9-]{1,63}$/
/** The host of a self-hosted service, optionally with scheme and port. */
const WHOLE_HOST = /^(?:https?:\/\/)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/
const PLACEHOLDER = /\{(\w+)\}/g

type Fields = Readonly<Record<string, string>>

/** The hosts of a plugin with the fields of a connection filled in. @throws AppError INVALID_INPUT */
export function pluginHosts({ hosts }: Pick<ServiceFacts, 'hosts'>, fields: Fields): string[] {
  return hosts.map((pattern) => fillHost(pattern, fields).replace(/^https?:\/\//, ''))
}

/** The base URL with the fields of a connection filled in; secrets that belong in the path stay `{name}`. */
export function pluginBaseUrl({ baseUrl }: Pick<ServiceFacts, 'baseUrl'>, fields: Fields): string {
  const [, scheme = '', host = '', path = ''] = /^(https?:\/\/)?([^/]+)(.*)$/.exec(baseUrl) ?? []
  const filledPath = path.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(fields, name) ? encodeURIComponent(fields[name] ?? '') : whole,
  )
  const filledHost = fillHost(host, fields)
  const hasScheme = /^https?:\/\//.test(filledHost)
  const prefix = hasScheme ? '' : scheme || 'https://'
  return `${prefix}${filledHost}${filledPath}`
}

function fillHost(pattern: string, fields: Fields): string {
  const form = /^\{\w+\}$/.test(pattern) ? WHOLE_HOST : LABEL
  return pattern.replace(PLACEHOLDER, (_, name: string) => {
    const value = (Object.hasOwn(fields, name) ? (fields[name] ?? '') : '').trim().toLowerCase().replace(/\/$/, '')
    if (!form.test(value) || value.includes('..'))
      throw new AppError('INVALID_INPUT', problem('plugins.hostFieldInvalid', { name }))
    return value
  })
}
