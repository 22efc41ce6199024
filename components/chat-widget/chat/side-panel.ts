/** The list of conversations beside the hosted page. */
export interface SidePanel {
  open(opener: HTMLElement): void
  /** @returns whether it covered the chat and was closed */
  closeDrawer(): boolean
}

/** The chat, as far as the list controls it. */
export interface SidePanelTarget {
  element: HTMLElement
  /** Opens another conversation. */
  leaveFor(choose: () => void): void
  /** Called when the open conversation may have been deleted. */
  refresh(): void
  focus(): void
}
