import 'server-only'

export interface PublicChatTurn {
  role: 'user' | 'assistant'
  content: string
}
