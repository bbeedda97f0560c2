package bank

import "fmt"

// CheckRequired reports every prompt of the interview guide that does not
// stand word for word under its id in the built-in bank.
func (b *Bank) CheckRequired() []Problem {
	var problems []Problem
	for _, r := range required() {
		q, ok := b.Question(r.id)
		switch {
		case !ok:
			problems = append(problems, Problem{File: "content", Line: 1, Message: fmt.Sprintf("the required question %s is missing: %q", r.id, r.prompt)})
		case q.Prompt != r.prompt:
			problems = append(problems, Problem{File: q.File, Line: q.Line, Message: fmt.Sprintf("%s: the prompt is required to read %q", r.id, r.prompt)})
		}
	}
	return problems
}

type requirement struct{ id, prompt string }

func required() []requirement {
	return []requirement{
		{"fundamentals-cia-triad", "Explain the CIA triad (Confidentiality, Integrity, and Availability) and its importance in cybersecurity."},
		{"fundamentals-symmetric-asymmetric", "What is the difference between symmetric and asymmetric encryption?"},
		{"fundamentals-least-privilege", "Describe the principle of least privilege and its significance in cybersecurity."},
		{"fundamentals-mitm", "What is a man-in-the-middle (MITM) attack, and how can it be prevented?"},
		{"fundamentals-awareness-training", "Discuss the importance of security awareness training for employees."},
		{"cloud-shared-responsibility", "What are the shared responsibility models for cloud security in AWS and Azure?"},
		{"cloud-least-privilege", "Explain the concept of least privilege access in the cloud environment."},
		{"cloud-s3-security", "Describe the security features and best practices for AWS S3 (Simple Storage Service)."},
		{"cloud-ec2-secure-monitor", "How would you secure and monitor Amazon Elastic Compute Cloud (EC2) instances?"},
		{"cloud-automation", "Discuss the importance of automating security in the cloud and provide examples of tools or services you would use."},
		{"network-firewall-ids-ips", "Explain the difference between a firewall and an intrusion detection/prevention system (IDS/IPS)."},
		{"network-ddos", "What is a Distributed Denial of Service (DDoS) attack, and how would you mitigate it?"},
		{"network-segmentation", "Discuss the importance of network segmentation and its role in cybersecurity."},
		{"network-vulnerability-assessment", "Describe the process of conducting a network vulnerability assessment."},
		{"network-vpn", "What is a Virtual Private Network (VPN), and how does it enhance security?"},
		{"appsec-owasp-top-10", "What is the OWASP Top 10, and why is it important for application security?"},
		{"appsec-input-validation", "Explain the concept of input validation and its significance in preventing security vulnerabilities."},
		{"appsec-secure-coding", "Describe the role of secure coding practices in application development."},
		{"appsec-xss", "What is a Cross-Site Scripting (XSS) attack, and how can it be prevented?"},
		{"appsec-secure-sdlc", "Discuss the importance of secure software development lifecycle (SDLC) and provide examples of security activities that should be incorporated."},
		{"behavioral-found-vulnerability", "Describe a time when you identified a security vulnerability and how you addressed it."},
		{"behavioral-staying-current", "How do you stay up-to-date with the latest cybersecurity threats and trends?"},
		{"behavioral-cross-functional", "Discuss a challenging project or situation where you had to collaborate with cross-functional teams."},
		{"behavioral-incident-handling", "How would you handle a security incident or data breach?"},
		{"behavioral-risk-communication", "Describe your approach to conducting security risk assessments and communicating findings to stakeholders."},
	}
}
