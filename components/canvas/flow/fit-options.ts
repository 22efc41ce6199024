export const FIT = { padding: 0.14, maxZoom: 1 }
export const FIT_SMOOTHLY = { ...FIT, duration: 200 }
