import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { selectField, textField } from '../shared/fields'

export const teamsKinds = ['oauth'] as const

export const teamsScopes = [
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Send',
  'ChannelMessage.Read.All',
  'Chat.ReadBasic',
  'ChatMessage.Send',
] as const

export const teamField = z
  .string()
  .regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'Enter the ID of a team; “List teams” shows it.')
  .meta(layout({ label: 'Team ID', references: true, filledBy: 'author' }))

export const channelField = z
  .string()
  .regex(/^19:[\w-]+@thread\.(?:tacv2|skype)$/, 'Enter the ID of a channel; “List channels” shows it.')
  .meta(layout({ label: 'Channel ID', references: true, filledBy: 'author', placeholder: '19:…@thread.tacv2' }))

export const textBody = textField({ label: 'Text', input: 'textarea' }, { max: 28_000 })

export const formatField = selectField(
  { text: 'Plain text', html: 'HTML' },
  { label: 'Format', fallback: 'text', filledBy: 'author', advanced: true },
)
