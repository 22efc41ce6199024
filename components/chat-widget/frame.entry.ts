import './frame.css'
import { startFrame } from './start-frame'

const place = document.getElementById('chat')
if (place) startFrame(place)
