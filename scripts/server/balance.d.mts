/** What it needs of a ChildProcess with a channel. */
interface Member {
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: () => void): unknown
  send(message: unknown, callback: () => void): boolean
}

export function surplus(own: number, all: number[]): number
export function createBalance(): { join(child: Member): void }
