import { type ConversationHead, type ConversationStore, MAX_TITLE } from '../../chat/conversation-store'

/** Conversations whose name or messages contain all words, newest first. */
export function findConversations(store: ConversationStore, search: string): ConversationHead[] {
  const words = lower(search).split(/\s+/)
  if (search.trim() === '') return store.list()
  return store.list().filter(({ id, title }) => {
    const searchable = lower([title, ...store.peek(id).turns.map(({ text }) => text)].join('\n'))
    return words.every((word) => searchable.includes(word))
  })
}

/** A blank name keeps the current one. */
export function renameConversation(store: ConversationStore, id: string, name: string): void {
  const title = name.trim().slice(0, MAX_TITLE)
  if (title !== '') store.writeList(store.list().map((head) => (head.id === id ? { ...head, title } : head)))
}

/** Removes a conversation and marks it for deletion on the server. @returns a function that restores it */
export function removeConversation(store: ConversationStore, id: string): () => void {
  const [text, heads] = [store.read(id), store.list()]
  const others = () => store.list().filter((head) => head.id !== id)
  writeDeleted(store, [...readDeleted(store), id])
  store.remove(id)
  store.writeList(others())
  return () => {
    writeDeleted(
      store,
      readDeleted(store).filter((other) => other !== id),
    )
    if (text !== null) store.write(id, text)
    store.writeList([...heads.filter((head) => head.id === id), ...others()].sort(newestFirst))
  }
}

/** Conversations that the server still has to delete. They outlast the page, so that nothing is forgotten offline. */
export function readDeleted(store: ConversationStore): string[] {
  return (store.read(DELETED) ?? '').split(' ').filter((id) => id !== '')
}

export function writeDeleted(store: ConversationStore, ids: readonly string[]): void {
  store.write(DELETED, ids.join(' '))
}

const DELETED = 'deleted'

const lower = (text: string) => text.trim().toLocaleLowerCase()

const newestFirst = (item: ConversationHead, other: ConversationHead) => other.updatedAtMs - item.updatedAtMs
