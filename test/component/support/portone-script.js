window.PortOne = { requestPayment: async () => undefined };
