// Works the second time.
if (window.portOneRanOnce) window.PortOne = { requestPayment: async () => undefined };
window.portOneRanOnce = true;
