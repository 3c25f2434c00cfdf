// Node's `ws`: the plain loop its documentation recommends for a broadcast.
const { WebSocketServer, WebSocket } = require('ws');
const readline = require('node:readline');

const [messageBytes, snapshotBytes] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4096 });
const snapshot = 'x'.repeat(snapshotBytes);
let number = 0;

server.on('listening', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.send(snapshot);
});

function tellAll() {
  const stamp = `@@${String(number++).padStart(8, '0')}:${String(process.hrtime.bigint()).padStart(20, '0')}`;
  const data = stamp.padEnd(messageBytes, 'x');
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) client.send(data);
  }
}

function tellAtPace(hertz, count) {
  const began = performance.now();
  let told = 0;
  const tick = () => {
    while (told < count && performance.now() >= began + (told * 1000) / hertz) {
      tellAll();
      told += 1;
    }
    if (told < count) setTimeout(tick, 1);
  };
  tick();
}

readline.createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, hertz, count] = line.split(' ');
    if (word === 'one') tellAll();
    else tellAtPace(Number(hertz), Number(count));
  })
  .on('close', () => process.exit(0));
