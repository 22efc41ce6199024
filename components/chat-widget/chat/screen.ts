/** Common interface of chat and form. */
export interface Screen {
  element: HTMLElement
  focus(): void
  closePanel(): boolean
  send(text: string): void
  reload(): void
  setNotice(text: string | null): void
}
