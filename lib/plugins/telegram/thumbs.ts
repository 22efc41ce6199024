/** Buttons below an answer. */
export const THUMBS = {
  inline_keyboard: [
    [
      { text: '👍', callback_data: 'up' },
      { text: '👎', callback_data: 'down' },
    ],
  ],
}
