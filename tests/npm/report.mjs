// What Lighthouse finds at an address, on stdout. Its own command would stay five seconds more, for idle connections.
import lighthouse from "lighthouse";

const [port, address] = process.argv.slice(2);
const { lhr } = await lighthouse(address, {
  port: Number(port),
  onlyCategories: ["accessibility", "best-practices"],
  onlyAudits: ["cumulative-layout-shift", "network-requests"],
  disableFullPageScreenshot: true,
});
process.stdout.write(JSON.stringify(lhr), () => process.exit());
