import { expect } from "chai";
import { isGlobalAddress, mayConnect } from "../../src/net/address-rules.ts";

/** The first and last address of every range that is not the open Internet. */
const refused: [range: string, ...addresses: string[]][] = [
  ["0.0.0.0/8", "0.0.0.0", "0.255.255.255"],
  ["10.0.0.0/8", "10.0.0.0", "10.255.255.255"],
  ["100.64.0.0/10", "100.64.0.0", "100.127.255.255"],
  ["127.0.0.0/8", "127.0.0.1", "127.255.255.255"],
  ["169.254.0.0/16", "169.254.0.0", "169.254.169.254", "169.254.255.255"],
  ["172.16.0.0/12", "172.16.0.0", "172.31.255.255"],
  ["192.0.0.0/24", "192.0.0.0", "192.0.0.255"],
  ["192.0.2.0/24", "192.0.2.0", "192.0.2.255"],
  ["192.31.196.0/24", "192.31.196.0", "192.31.196.255"],
  ["192.52.193.0/24", "192.52.193.0", "192.52.193.255"],
  ["192.88.99.0/24", "192.88.99.0", "192.88.99.255"],
  ["192.168.0.0/16", "192.168.0.0", "192.168.255.255"],
  ["192.175.48.0/24", "192.175.48.0", "192.175.48.255"],
  ["198.18.0.0/15", "198.18.0.0", "198.19.255.255"],
  ["198.51.100.0/24", "198.51.100.0", "198.51.100.255"],
  ["203.0.113.0/24", "203.0.113.0", "203.0.113.255"],
  ["224.0.0.0/4", "224.0.0.0", "239.255.255.255"],
  ["240.0.0.0/4", "240.0.0.0", "255.255.255.254"],
  ["255.255.255.255/32", "255.255.255.255"],
  ["::/128", "::"],
  ["::1/128", "::1"],
  ["::/96 (IPv4-compatible)", "::127.0.0.1", "::8.8.8.8"],
  ["::ffff:0:0/96 (IPv4-mapped)", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:7f00:1"],
  ["::ffff:0:0:0/96 (IPv4-translated)", "::ffff:0:127.0.0.1"],
  ["64:ff9b::/96 (NAT64)", "64:ff9b::", "64:ff9b::10.0.0.1", "64:ff9b::ffff:ffff"],
  ["64:ff9b:1::/48 (local NAT64)", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"],
  ["100::/64", "100::", "100::ffff:ffff:ffff:ffff"],
  ["2001::/23 (Teredo, ORCHID)", "2001::", "2001:10::1", "2001:20::1", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2002::/16 (6to4)", "2002::", "2002:7f00:1::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["3fff::/20", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["5f00::/16", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["ff00::/8", "ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["outside 2000::/3", "1fff:ffff::1", "4000::1", "e000::1"],
  ["zones", "fe80::1%eth0", "2606:4700::1%lo"],
  ["what is no address", "", "localhost", "0x7f.1", "017700000001", "2130706433", "127.1", "8.8.8.8 "],
];

const accepted = [
  "1.0.0.0",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.0",
  "192.0.3.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2000::1",
  "2001:200::1",
  "2001:db7::1",
  "2001:db9::1",
  "2003::1",
  "2606:4700:4700::1111",
  "2a01:4f8::1",
  "3ffe:ffff::1",
];

describe("address rules", () => {
  for (const [range, ...addresses] of refused) {
    it(`refuses ${range}`, () => {
      for (const address of addresses) expect(isGlobalAddress(address), address).to.equal(false);
    });
  }

  it("accepts what lies next to the refused ranges", () => {
    for (const address of accepted) expect(isGlobalAddress(address), address).to.equal(true);
  });

  it("lets private networks in only where the owner allows them", () => {
    for (const address of ["127.0.0.1", "::1", "10.1.2.3", "172.17.0.2", "192.168.1.1", "100.64.0.1", "fd00::1"]) {
      expect(mayConnect(address, false), address).to.equal(false);
      expect(mayConnect(address, true), address).to.equal(true);
    }
  });

  it("CVE-2026-22245, CVE-2026-50131, GHSA-vwhj-3g83-v276: keeps the metadata service, multicast and disguised addresses out even then", () => {
    for (const address of ["169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255"]) {
      expect(mayConnect(address, true), address).to.equal(false);
    }
    for (const address of ["::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"]) {
      expect(mayConnect(address, true), address).to.equal(false);
    }
  });
});
