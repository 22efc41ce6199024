/** How the whole drawing is brought into view. */
export const FIT = { padding: 0.14, maxZoom: 1 }
export const FIT_SMOOTHLY = { ...FIT, duration: 200 }
