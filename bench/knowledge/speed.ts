console.log('speed: being written')
