const NAME = 'patchbay-workspace'

/** Browser tabs share one session: when one switches the workspace, the others must follow. */
export function notifyOtherTabs(): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage('changed')
  channel.close()
}

export function onOtherTab(listener: () => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = listener
  return () => channel.close()
}
